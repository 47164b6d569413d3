package com.foobar.connection;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Struct;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The part of a connection that needs a server: everything here goes to a physical
 * connection.
 */
abstract class DelegatingConnection implements Connection {

	/** The physical connection, taken now if there is none yet. */
	abstract Connection physical() throws SQLException;

	/** The physical connection for a statement whose text is known. */
	abstract Connection physical(String sql) throws SQLException;

	@Override
	public CallableStatement prepareCall(String sql) throws SQLException {
		return physical(sql).prepareCall(sql);
	}

	@Override
	public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
		return physical(sql).prepareCall(sql, type, concurrency);
	}

	@Override
	public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
		return physical(sql).prepareCall(sql, type, concurrency, holdability);
	}

	@Override
	public String nativeSQL(String sql) throws SQLException {
		return physical(sql).nativeSQL(sql);
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		return physical().setSavepoint();
	}

	@Override
	public Savepoint setSavepoint(String name) throws SQLException {
		return physical().setSavepoint(name);
	}

	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		physical().rollback(savepoint);
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		physical().releaseSavepoint(savepoint);
	}

	@Override
	public Map<String, Class<?>> getTypeMap() throws SQLException {
		return physical().getTypeMap();
	}

	@Override
	public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
		physical().setTypeMap(map);
	}

	@Override
	public Clob createClob() throws SQLException {
		return physical().createClob();
	}

	@Override
	public Blob createBlob() throws SQLException {
		return physical().createBlob();
	}

	@Override
	public NClob createNClob() throws SQLException {
		return physical().createNClob();
	}

	@Override
	public SQLXML createSQLXML() throws SQLException {
		return physical().createSQLXML();
	}

	@Override
	public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
		return physical().createArrayOf(typeName, elements);
	}

	@Override
	public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
		return physical().createStruct(typeName, attributes);
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
		physical().setNetworkTimeout(executor, milliseconds);
	}

	@Override
	public int getNetworkTimeout() throws SQLException {
		return physical().getNetworkTimeout();
	}

}
