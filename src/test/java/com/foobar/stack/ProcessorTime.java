package com.foobar.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor time that services of the stack have used, as the kernel counts it for
 * their containers, whichever version of control groups there is. Immutable.
 *
 * @param nanos what each has used since it was started
 */
record ProcessorTime(Map<String, Long> nanos) {

	private static final String COUNTER = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null"
			+ " || sed -n 's/^usage_usec \\(.*\\)/\\1000/p' /sys/fs/cgroup/cpu.stat";

	/** What they have used by now. */
	static ProcessorTime now(List<String> services) {
		Map<String, Long> nanos = new LinkedHashMap<>();
		services.forEach((service) -> nanos.put(service,
				Long.parseLong(Stack.compose("exec", "-T", service, "sh", "-c", COUNTER).strip())));
		return new ProcessorTime(nanos);
	}

	/** What each has used since then for each of so many requests, in milliseconds. */
	Map<String, Double> perRequest(ProcessorTime then, double requests) {
		Map<String, Double> millis = new LinkedHashMap<>();
		this.nanos.forEach(
				(service, time) -> millis.put(service, (time - then.nanos.getOrDefault(service, 0L)) / requests / 1e6));
		return millis;
	}

}
