package com.foobar.client;

import java.time.Duration;

import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The guestbook's page in a browser, in the words of a visitor. */
public final class GuestbookPage {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final WebDriver browser;

	/**
	 * Visit the page.
	 * @param browser the window
	 * @param site the site's address
	 */
	public GuestbookPage(WebDriver browser, String site) {
		this.browser = browser;
		browser.get(site);
		waiting().until(ExpectedConditions.attributeToBe(By.id("entries"), "aria-busy", "false"));
	}

	/**
	 * Fill in the form and send it.
	 * @param author the author
	 * @param message the message
	 */
	public void sign(String author, String message) {
		fill(this.browser.findElement(By.id("author")), author);
		fill(this.browser.findElement(By.id("message")), message);
		this.browser.findElement(By.cssSelector("#sign [type=submit]")).click();
		awaitMessage(message);
	}

	/**
	 * Change one's own entry.
	 * @param message what it says
	 * @param changed what it is to say
	 */
	public void edit(String message, String changed) {
		WebElement entry = find(message);
		entry.findElement(By.cssSelector(".edit")).click();
		WebElement field = waiting()
			.until(ExpectedConditions.visibilityOf(entry.findElement(By.cssSelector(".edit-form [name=message]"))));
		fill(field, changed);
		entry.findElement(By.cssSelector(".edit-form [type=submit]")).click();
		awaitMessage(changed);
	}

	/**
	 * Remove one's own entry.
	 * @param message what it says
	 */
	public void remove(String message) {
		WebElement entry = find(message);
		entry.findElement(By.cssSelector(".remove")).click();
		waiting().until(ExpectedConditions.elementToBeClickable(entry.findElement(By.cssSelector(".confirm-remove"))))
			.click();
		waiting().until((browser) -> !hasMessage(message));
	}

	/**
	 * Whether an entry is on the page.
	 * @param message what it says
	 * @return {@code true} if it is shown
	 */
	public boolean hasMessage(String message) {
		return this.browser.findElements(By.cssSelector("#entries article .message"))
			.stream()
			.anyMatch((element) -> element.getText().equals(message));
	}

	/**
	 * Whether an entry can be edited by this visitor.
	 * @param message what it says
	 * @return {@code true} if it shows a button for it
	 */
	public boolean isEditable(String message) {
		return find(message).findElements(By.cssSelector(".edit")).stream().anyMatch(WebElement::isDisplayed);
	}

	/**
	 * Who served the last write.
	 * @return the trail under the form
	 */
	public String writeTrail() {
		return waiting().until(ExpectedConditions.visibilityOfElementLocated(By.id("write-trail"))).getText();
	}

	/**
	 * Who served the last read.
	 * @return the trail under the list
	 */
	public String readTrail() {
		return waiting().until(ExpectedConditions.visibilityOfElementLocated(By.id("read-trail"))).getText();
	}

	/**
	 * Why there are no entries.
	 * @return what the page says in their place
	 */
	public String complaint() {
		return waiting().until(ExpectedConditions.visibilityOfElementLocated(By.id("list-error-text"))).getText();
	}

	private WebElement find(String message) {
		return this.browser.findElements(By.cssSelector("#entries article"))
			.stream()
			.filter((entry) -> entry.findElement(By.cssSelector(".message")).getText().equals(message))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No entry says '" + message + "'"));
	}

	private void awaitMessage(String message) {
		waiting().until((browser) -> hasMessage(message));
	}

	private WebDriverWait waiting() {
		WebDriverWait wait = new WebDriverWait(this.browser, PATIENCE);
		wait.ignoring(StaleElementReferenceException.class);
		return wait;
	}

	private static void fill(WebElement field, String text) {
		field.clear();
		field.sendKeys(text);
	}

}
