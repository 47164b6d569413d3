package com.foobar.client;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this machine, driven through its own driver. Stateless. */
public final class Browser {

	private static final int NARROWEST_WINDOW = 500;

	private static final Optional<Path> BROWSER = find("chromium", "google-chrome", "chromium-browser");

	private static final Optional<Path> DRIVER = find("chromedriver");

	private Browser() {
	}

	/**
	 * Whether there is a browser and a driver for it.
	 * @return {@code true} if {@link #open} works
	 */
	public static boolean isInstalled() {
		return BROWSER.isPresent() && DRIVER.isPresent();
	}

	private static Optional<Path> find(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((directory) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Open a window without a screen, with an empty profile.
	 * @param width the window's width in pixels; below the narrowest window of a desktop,
	 * {@value #NARROWEST_WINDOW}, it is a phone's
	 * @return the window, to be quit by the caller
	 */
	public static WebDriver open(int width) {
		ChromeOptions options = new ChromeOptions();
		options.setAcceptInsecureCerts(true); // its profile is empty: it trusts no
												// authority of a stack's own
		options.setBinary(BROWSER.orElseThrow().toString());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--window-size=" + width + ",900");
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs());
		if (width < NARROWEST_WINDOW) {
			options.setExperimentalOption("mobileEmulation",
					Map.of("deviceMetrics", Map.of("width", width, "height", 740, "pixelRatio", 1.0)));
		}
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(DRIVER.orElseThrow().toFile())
			.usingAnyFreePort()
			.build();
		return new ChromeDriver(service, options);
	}

	private static LoggingPreferences logs() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		return logs;
	}

}
