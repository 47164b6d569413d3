package com.foobar.controller;

import com.foobar.command.Commands;
import com.foobar.command.Tools;
import com.foobar.pair.OperationFailedException;
import com.foobar.pool.Failures;

import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/**
 * The program that keeps the pair in order: as a service without arguments, as one
 * command with them.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ ControllerConfiguration.class, ServiceConfiguration.class })
public class ControllerApplication {

	private static final String NAME = "spring.config.name=controller";

	public static void main(String[] args) {
		if (isService(args)) {
			service().run(args);
		}
		else {
			System.exit(Commands.line(ControllerApplication::tools).execute(args));
		}
	}

	/** Settings, as {@code --name=value}, are no command. */
	private static boolean isService(String[] args) {
		return args.length == 0 || args[0].equals("run") || (args[0].startsWith("--") && args[0].contains("="));
	}

	private static SpringApplicationBuilder service() {
		return new SpringApplicationBuilder(ControllerApplication.class).web(WebApplicationType.SERVLET)
			.properties(NAME);
	}

	/** A command does without all that the service needs to be watched. */
	private static Tools tools() {
		try {
			return new SpringApplicationBuilder(ControllerConfiguration.class).web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.logStartupInfo(false)
				.properties(NAME, "logging.level.root=WARN",
						"logging.level." + AnnotationConfigApplicationContext.class.getName() + "=ERROR")
				.run()
				.getBean(Tools.class);
		}
		catch (BeansException ex) {
			throw new OperationFailedException("The controller is not configured: "
					+ Failures.describe(NestedExceptionUtils.getMostSpecificCause(ex)), ex);
		}
	}

}
