package org.example.orders;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.token.ConsistencyToken;
import com.foobar.token.TokenCodec;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Places orders, each announced in a message to a job that reads what it is about, and
 * prints what came of it.
 */
@SpringBootApplication
class OrdersApplication {

	private static final int ORDERS = 20;

	public static void main(String[] args) {
		SpringApplication.run(OrdersApplication.class, args);
	}

	@Bean
	ApplicationRunner work(Orders orders, ConsistencyScopes scopes, TokenCodec codec) {
		return (arguments) -> {
			for (int number = 0; number < ORDERS; number++) {
				String message = scopes.call(ConsistencyToken.NONE, () -> {
					System.out.println("placed on: " + orders.place("tea"));
					System.out.println("orders in the scope: " + orders.count());
					return codec.encode(ConsistencyScope.current().token());
				});
				System.out.println("orders in the job: " + scopes.call(codec.decode(message).token(), orders::count));
			}
			for (int number = 0; number < ORDERS; number++) {
				Thread.sleep(100);
				System.out.println("orders in the end: " + orders.countAndNode());
			}
		};
	}

}
