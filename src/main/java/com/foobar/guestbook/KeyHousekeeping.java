package com.foobar.guestbook;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets old idempotency keys every hour, in transactions of a bounded size. Stateless.
 */
@Component
class KeyHousekeeping {

	private final Guestbook guestbook;

	KeyHousekeeping(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	@Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
	void forgetKeys() {
		int forgotten = IdempotencyKeys.BATCH;
		while (forgotten == IdempotencyKeys.BATCH) {
			forgotten = this.guestbook.forgetKeys();
		}
	}

}
