package org.example.library;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The books in the database. */
interface Books extends JpaRepository<Book, Integer> {

	/** What the server says of itself: routing is not asked. */
	@Query(value = "SELECT IF(@@global.read_only, 'replica', 'primary')", nativeQuery = true)
	String node();

	/** The connection on the server. */
	@Query(value = "SELECT CONNECTION_ID()", nativeQuery = true)
	long connection();

	/** Ends a connection on the server. */
	@Modifying
	@Query(value = "KILL :connection", nativeQuery = true)
	void cut(long connection);

	/** Changes rows without a transaction of its own. */
	@Modifying
	@Query("UPDATE Book b SET b.title = :title")
	int retitle(String title);

}
