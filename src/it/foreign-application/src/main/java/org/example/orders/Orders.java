package org.example.orders;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The orders in the database. */
@Service
class Orders {

	/** What the server says of itself: routing is not asked. */
	private static final String NODE = "IF(@@global.read_only, 'replica', 'primary')";

	private final JdbcClient jdbc;

	Orders(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Places an order, and tells on which node. */
	@Transactional
	public String place(String item) {
		this.jdbc.sql("INSERT INTO orders (item) VALUES (?)").param(item).update();
		return this.jdbc.sql("SELECT " + NODE).query(String.class).single();
	}

	/** How many orders there are. */
	@Transactional(readOnly = true)
	public int count() {
		return this.jdbc.sql("SELECT COUNT(*) FROM orders").query(Integer.class).single();
	}

	/** The same, with the node that counted them. */
	@Transactional(readOnly = true)
	public String countAndNode() {
		return this.jdbc.sql("SELECT CONCAT(COUNT(*), ' on ', " + NODE + ") FROM orders").query(String.class).single();
	}

}
