package com.foobar.statement;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

import com.foobar.statement.LazyStatements.Factory;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement that is made when it is first needed. Its parameters are kept as
 * they are, not copied: each has the value that it has when the statement is executed.
 */
final class LazyPreparedStatement extends LazyStatement<PreparedStatement> implements PreparedStatement {

	LazyPreparedStatement(LazyConnection connection, String sql, Factory<PreparedStatement> factory) {
		super(connection, sql, factory);
	}

	@Override
	public ResultSet executeQuery() throws SQLException {
		return run(sql(), PreparedStatement::executeQuery);
	}

	@Override
	public int executeUpdate() throws SQLException {
		return run(sql(), PreparedStatement::executeUpdate);
	}

	@Override
	public long executeLargeUpdate() throws SQLException {
		return run(sql(), PreparedStatement::executeLargeUpdate);
	}

	@Override
	public boolean execute() throws SQLException {
		return run(sql(), PreparedStatement::execute);
	}

	@Override
	public void addBatch() throws SQLException {
		once("").addBatch();
	}

	@Override
	public void clearParameters() throws SQLException {
		set(PreparedStatement::clearParameters);
	}

	@Override
	public void setNull(int index, int type) throws SQLException {
		set((statement) -> statement.setNull(index, type));
	}

	@Override
	public void setNull(int index, int type, String typeName) throws SQLException {
		set((statement) -> statement.setNull(index, type, typeName));
	}

	@Override
	public void setBoolean(int index, boolean value) throws SQLException {
		set((statement) -> statement.setBoolean(index, value));
	}

	@Override
	public void setByte(int index, byte value) throws SQLException {
		set((statement) -> statement.setByte(index, value));
	}

	@Override
	public void setShort(int index, short value) throws SQLException {
		set((statement) -> statement.setShort(index, value));
	}

	@Override
	public void setInt(int index, int value) throws SQLException {
		set((statement) -> statement.setInt(index, value));
	}

	@Override
	public void setLong(int index, long value) throws SQLException {
		set((statement) -> statement.setLong(index, value));
	}

	@Override
	public void setFloat(int index, float value) throws SQLException {
		set((statement) -> statement.setFloat(index, value));
	}

	@Override
	public void setDouble(int index, double value) throws SQLException {
		set((statement) -> statement.setDouble(index, value));
	}

	@Override
	public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
		set((statement) -> statement.setBigDecimal(index, value));
	}

	@Override
	public void setString(int index, @Nullable String value) throws SQLException {
		set((statement) -> statement.setString(index, value));
	}

	@Override
	public void setNString(int index, @Nullable String value) throws SQLException {
		set((statement) -> statement.setNString(index, value));
	}

	@Override
	public void setBytes(int index, byte @Nullable [] value) throws SQLException {
		set((statement) -> statement.setBytes(index, value));
	}

	@Override
	public void setDate(int index, @Nullable Date value) throws SQLException {
		set((statement) -> statement.setDate(index, value));
	}

	@Override
	public void setTime(int index, @Nullable Time value) throws SQLException {
		set((statement) -> statement.setTime(index, value));
	}

	@Override
	public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
		set((statement) -> statement.setTimestamp(index, value));
	}

	@Override
	public void setURL(int index, @Nullable URL value) throws SQLException {
		set((statement) -> statement.setURL(index, value));
	}

	@Override
	public void setRowId(int index, @Nullable RowId value) throws SQLException {
		set((statement) -> statement.setRowId(index, value));
	}

	@Override
	public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
		set((statement) -> statement.setDate(index, value, calendar));
	}

	@Override
	public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
		set((statement) -> statement.setTime(index, value, calendar));
	}

	@Override
	public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar) throws SQLException {
		set((statement) -> statement.setTimestamp(index, value, calendar));
	}

	@Override
	public void setObject(int index, @Nullable Object value) throws SQLException {
		set(value, (statement) -> statement.setObject(index, value));
	}

	@Override
	public void setObject(int index, @Nullable Object value, int type) throws SQLException {
		set(value, (statement) -> statement.setObject(index, value, type));
	}

	@Override
	public void setObject(int index, @Nullable Object value, int type, int scale) throws SQLException {
		set(value, (statement) -> statement.setObject(index, value, type, scale));
	}

	@Override
	public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
		set(value, (statement) -> statement.setObject(index, value, type));
	}

	@Override
	public void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
		set(value, (statement) -> statement.setObject(index, value, type, scale));
	}

	@Override
	public void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
		once("").setAsciiStream(index, value);
	}

	@Override
	public void setAsciiStream(int index, @Nullable InputStream value, int length) throws SQLException {
		once("").setAsciiStream(index, value, length);
	}

	@Override
	public void setAsciiStream(int index, @Nullable InputStream value, long length) throws SQLException {
		once("").setAsciiStream(index, value, length);
	}

	@Override
	public void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
		once("").setBinaryStream(index, value);
	}

	@Override
	public void setBinaryStream(int index, @Nullable InputStream value, int length) throws SQLException {
		once("").setBinaryStream(index, value, length);
	}

	@Override
	public void setBinaryStream(int index, @Nullable InputStream value, long length) throws SQLException {
		once("").setBinaryStream(index, value, length);
	}

	@Override
	public void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
		once("").setCharacterStream(index, value);
	}

	@Override
	public void setCharacterStream(int index, @Nullable Reader value, int length) throws SQLException {
		once("").setCharacterStream(index, value, length);
	}

	@Override
	public void setCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
		once("").setCharacterStream(index, value, length);
	}

	@Deprecated
	@Override
	public void setUnicodeStream(int index, @Nullable InputStream value, int length) throws SQLException {
		once("").setUnicodeStream(index, value, length);
	}

	@Override
	public void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
		once("").setNCharacterStream(index, value);
	}

	@Override
	public void setNCharacterStream(int index, @Nullable Reader value, long length) throws SQLException {
		once("").setNCharacterStream(index, value, length);
	}

	@Override
	public void setBlob(int index, @Nullable Blob value) throws SQLException {
		once("").setBlob(index, value);
	}

	@Override
	public void setBlob(int index, @Nullable InputStream value) throws SQLException {
		once("").setBlob(index, value);
	}

	@Override
	public void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
		once("").setBlob(index, value, length);
	}

	@Override
	public void setClob(int index, @Nullable Clob value) throws SQLException {
		once("").setClob(index, value);
	}

	@Override
	public void setClob(int index, @Nullable Reader value) throws SQLException {
		once("").setClob(index, value);
	}

	@Override
	public void setClob(int index, @Nullable Reader value, long length) throws SQLException {
		once("").setClob(index, value, length);
	}

	@Override
	public void setNClob(int index, @Nullable NClob value) throws SQLException {
		once("").setNClob(index, value);
	}

	@Override
	public void setNClob(int index, @Nullable Reader value) throws SQLException {
		once("").setNClob(index, value);
	}

	@Override
	public void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
		once("").setNClob(index, value, length);
	}

	@Override
	public void setArray(int index, @Nullable Array value) throws SQLException {
		once("").setArray(index, value);
	}

	@Override
	public void setRef(int index, @Nullable Ref value) throws SQLException {
		once("").setRef(index, value);
	}

	@Override
	public void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
		once("").setSQLXML(index, value);
	}

	@Override
	public @Nullable ResultSetMetaData getMetaData() throws SQLException {
		return target().getMetaData();
	}

	@Override
	public ParameterMetaData getParameterMetaData() throws SQLException {
		return target().getParameterMetaData();
	}

	/** Sets a parameter, which cannot be set again if it is read only once. */
	private void set(@Nullable Object value, Setting<PreparedStatement> setting) throws SQLException {
		if (value instanceof InputStream || value instanceof Reader || value instanceof Blob || value instanceof Clob
				|| value instanceof SQLXML) {
			setting.applyTo(once(""));
		}
		else {
			set(setting);
		}
	}

}
