package com.foobar.history;

/**
 * One instance of the system under test, as sessions use it; an instance of the
 * application or a data source. Used by several threads, each session by one at a time.
 */
public interface Instance {

	/**
	 * The instance's name.
	 * @return a name for the report
	 */
	String name();

	/**
	 * Writes the next number into the register of a session.
	 * @param session session that writes
	 * @param number number, never written before
	 * @throws Exception if the write is not known to be done
	 */
	void write(int session, long number) throws Exception;

	/**
	 * Reads a register.
	 * @param session session that reads
	 * @param register session whose register is read
	 * @return the greatest number there, 0 for none
	 * @throws Exception if nothing could be read
	 */
	long read(int session, int register) throws Exception;

}
