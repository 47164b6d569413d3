package com.foobar.guestbook;

import java.time.Duration;
import java.util.Objects;

import com.foobar.client.Browser;
import com.foobar.client.GuestbookPage;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the page in a browser, where one is installed. */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf("com.foobar.client.Browser#isInstalled")
class GuestbookPageIT {

	private static final int PHONE_WIDTH = 360;

	private final DatabasePair databases = DatabasePair.get();

	private WebDriver browser;

	private String site;

	@BeforeEach
	void open(@LocalServerPort int port) {
		this.browser = Browser.open(PHONE_WIDTH);
		this.site = "http://localhost:" + port;
	}

	@AfterEach
	void close() {
		this.browser.quit();
	}

	@Test
	void visitorSignsEditsAndRemoves() {
		GuestbookPage page = new GuestbookPage(this.browser, this.site);
		page.sign("Ann", "Signed in a browser");
		assertThat(page.writeTrail()).contains("db1");
		page.edit("Signed in a browser", "Edited in a browser");
		assertThat(page.hasMessage("Signed in a browser")).isFalse();
		awaitReplica();
		page = new GuestbookPage(this.browser, this.site);
		assertThat(page.readTrail()).contains("db2");
		assertThat(page.isEditable("Edited in a browser")).isTrue();
		page.remove("Edited in a browser");
		awaitReplica();
		assertThat(new GuestbookPage(this.browser, this.site).hasMessage("Edited in a browser")).isFalse();
	}

	@Test
	void entryOfSomebodyElseHasNoButtons() {
		new GuestbookPage(this.browser, this.site).sign("Ann", "Ann's own");
		awaitReplica();
		this.browser.manage().deleteAllCookies();
		assertThat(new GuestbookPage(this.browser, this.site).isEditable("Ann's own")).isFalse();
	}

	@Test
	void markupIsShownAsText() {
		String markup = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
		GuestbookPage page = new GuestbookPage(this.browser, this.site);
		page.sign("<b>Ann</b>", markup);
		assertThat(page.hasMessage(markup)).isTrue();
		awaitReplica();
		assertThat(new GuestbookPage(this.browser, this.site).hasMessage(markup)).isTrue();
		assertThat(this.browser.getTitle()).isNotEqualTo("broken");
		assertThat(this.browser.findElements(By.cssSelector("#entries img, #entries script, #entries b"))).isEmpty();
	}

	@Test
	void pageFitsAPhone() {
		new GuestbookPage(this.browser, this.site).sign("W".repeat(80), "w".repeat(300));
		assertThat(script("return window.innerWidth")).isEqualTo((long) PHONE_WIDTH);
		assertThat(script("return document.documentElement.scrollWidth")).isEqualTo((long) PHONE_WIDTH);
	}

	private Object script(String script) {
		return Objects.requireNonNull(((JavascriptExecutor) this.browser).executeScript(script));
	}

	private void awaitReplica() {
		this.databases.replica().awaitCaughtUp(Duration.ofSeconds(10));
	}

}
