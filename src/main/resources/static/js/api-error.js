const TRANSIENT = new Set([502, 503, 504]);

/** A call to the guestbook that did not succeed, with what is known about the reason. */
export class ApiError extends Error {
  constructor(kind, { status = 0, problem = {}, retryAfter = null, servedBy = [], cause } = {}) {
    super(problem.title ?? `${kind} ${status}`, { cause });
    this.kind = kind;
    this.status = status;
    this.detail = problem.detail ?? problem.title ?? '';
    this.fieldErrors = Array.isArray(problem.errors) ? problem.errors : [];
    this.retryAfter = retryAfter;
    this.servedBy = servedBy;
  }

  /** Whether the request got no answer at all. */
  get unreachable() {
    return this.kind === 'network';
  }

  /** Whether the same request may well succeed a moment later. */
  get transient() {
    return this.unreachable || TRANSIENT.has(this.status);
  }
}
