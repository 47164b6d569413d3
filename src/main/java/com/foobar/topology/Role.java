package com.foobar.topology;

/** What a node says it is for. */
public enum Role {

	/** It takes writes. */
	PRIMARY,

	/** It is read-only and follows, or should follow, the primary. */
	REPLICA,

	/** It has not answered since it was last seen, or ever. */
	UNKNOWN

}
