/** The guestbook as its clients see it: over HTTP, wherever it runs. */
@NullMarked
package com.foobar.client;

import org.jspecify.annotations.NullMarked;
