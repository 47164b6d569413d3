/**
 * What sessions wrote and read on a system under faults, and whether that is a history
 * the system may have: load, record and check.
 */
@NullMarked
package com.foobar.history;

import org.jspecify.annotations.NullMarked;
