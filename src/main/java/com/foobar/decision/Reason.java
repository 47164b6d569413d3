package com.foobar.decision;

import java.util.Locale;

/** Why a transaction went where it went. */
public enum Reason {

	/** It may write, and this is the primary. */
	WRITE,

	/** It asks for locks, which the primary alone can grant. */
	LOCK,

	/** A read, and this replica has all that it must see. */
	REPLICA,

	/** A read, and this replica got all that it must see within a short wait. */
	CAUGHT_UP,

	/** A read that the primary takes as its share. */
	SHARE,

	/** A read that must see all there is. */
	STRONG,

	/** A read of a visitor who may have written something nobody knows of. */
	PINNED,

	/**
	 * A read that the primary takes because no replica has what it must see, or none that
	 * has it has a connection left.
	 */
	FALLBACK,

	/** A read that may be too old, since the primary could not take it either. */
	STALE;

	private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/** The reason in headers and metrics, such as {@code caught-up}. */
	@Override
	public String toString() {
		return this.label;
	}

}
