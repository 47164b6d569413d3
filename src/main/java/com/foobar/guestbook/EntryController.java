package com.foobar.guestbook;

import java.net.URI;

import com.foobar.visitor.Visitor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The guestbook over HTTP. Stateless. */
@RestController
@RequestMapping(EntryController.PATH)
class EntryController {

	static final String PATH = "/api/entries";

	static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	private static final String NEWEST = "9223372036854775807";

	private final Guestbook guestbook;

	EntryController(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	@GetMapping
	ResponseEntity<Page> list(
			@RequestParam(defaultValue = NEWEST) @Positive(message = "must be an entry's id") long before,
			@RequestParam(defaultValue = "20") @Min(value = 1, message = "must be 1 to 100") @Max(value = 100,
					message = "must be 1 to 100") int limit,
			Visitor visitor) {
		return answer(this.guestbook.list(before, limit, visitor));
	}

	@GetMapping("/{id}")
	ResponseEntity<Entry> get(@PathVariable long id, Visitor visitor) {
		return answer(this.guestbook.get(id, visitor));
	}

	@PostMapping
	ResponseEntity<Entry> sign(@Valid @RequestBody Signature signature,
			@RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Pattern(regexp = "[!-~]{1,255}",
					message = "must be 1 to 255 visible ASCII characters") @Nullable String key,
			Visitor visitor) {
		Entry entry = (key != null) ? signOnce(signature, key, visitor) : this.guestbook.sign(signature, visitor);
		return ResponseEntity.created(URI.create(PATH + "/" + entry.id()))
			.cacheControl(CacheControl.noStore())
			.body(entry);
	}

	private Entry signOnce(Signature signature, String key, Visitor visitor) {
		try {
			return this.guestbook.sign(signature, key, visitor);
		}
		catch (DuplicateKeyException ex) {
			return this.guestbook.getSigned(signature, key, visitor);
		}
	}

	@PutMapping("/{id}")
	ResponseEntity<Entry> edit(@PathVariable long id, @Valid @RequestBody Edit edit, Visitor visitor) {
		return answer(this.guestbook.edit(id, edit, visitor));
	}

	@DeleteMapping("/{id}")
	ResponseEntity<Void> remove(@PathVariable long id, Visitor visitor) {
		this.guestbook.remove(id, visitor);
		return ResponseEntity.noContent().build();
	}

	/**
	 * Answers tell each visitor what is their own, so nobody may keep them for another.
	 */
	private static <T> ResponseEntity<T> answer(T body) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

}
