package com.foobar.visitor;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.foobar.problem.ProblemException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.util.Assert;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.util.WebUtils;

/**
 * Recognises the visitor of a request. A cookie that proves nothing is replaced when
 * somebody reads, as after a change of the key; a write with one is refused, because its
 * sender claims to be somebody. Whoever writes gets their cookie anew, so that it does
 * not run out while they come back. Immutable.
 */
final class VisitorArgumentResolver implements HandlerMethodArgumentResolver {

	private static final Set<String> READS = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

	private final VisitorCookie cookies;

	VisitorArgumentResolver(VisitorCookie cookies) {
		this.cookies = cookies;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Visitor.class;
	}

	@Override
	public Visitor resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) {
		HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
		Assert.state(request != null && response != null, "Visitors come by HTTP");
		Cookie cookie = WebUtils.getCookie(request, VisitorCookie.NAME);
		Optional<Visitor> visitor = Optional.ofNullable(cookie).map(Cookie::getValue).flatMap(this.cookies::read);
		boolean reads = READS.contains(request.getMethod());
		if (visitor.isPresent()) {
			if (!reads) {
				send(this.cookies.write(visitor.get(), request.isSecure()), response);
			}
			return visitor.get();
		}
		if (cookie != null && !reads) {
			send(this.cookies.erase(request.isSecure()), response);
			throw new ProblemException(HttpStatus.FORBIDDEN, VisitorCookie.NAME,
					"must be a cookie as this site gave it; without it you are a new visitor");
		}
		Visitor newcomer = new Visitor(UUID.randomUUID());
		send(this.cookies.write(newcomer, request.isSecure()), response);
		return newcomer;
	}

	private static void send(ResponseCookie cookie, HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

}
