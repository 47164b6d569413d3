package com.foobar.stack;

import com.foobar.client.Answer;

/** Who answers before an application does. */
enum Tier {

	/** HAProxy. */
	LOAD_BALANCER,

	/** The web server nginx. */
	WEB_SERVER;

	/** A web server puts its name on whatever it answers. */
	static Tier of(Answer answer) {
		return answer.header("X-Served-By-Web").isEmpty() ? LOAD_BALANCER : WEB_SERVER;
	}

}
