package com.foobar.transaction;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has another run transactions and refuses one kind that Spring lets pass: a read-write
 * method inside a read-only transaction. It would write on a replica, fail only at its
 * first write, or, under JPA, lose its changes without a word. Safe for use by many
 * threads.
 */
public final class RoutingTransactionManager implements ResourceTransactionManager {

	private final ResourceTransactionManager delegate;

	/**
	 * A transaction manager that passes on to another what it does not refuse.
	 * @param delegate runs the transactions
	 */
	public RoutingTransactionManager(ResourceTransactionManager delegate) {
		this.delegate = delegate;
	}

	@Override
	public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
		TransactionDefinition wanted = (definition != null) ? definition : TransactionDefinition.withDefaults();
		if (participates(wanted) && !wanted.isReadOnly()
				&& TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
			throw new IllegalTransactionStateException(
					"%s may write, but runs inside the read-only transaction of %s: take readOnly = true off the latter, put it on the former, or give the former a transaction of its own (REQUIRES_NEW)"
						.formatted(name(wanted.getName()),
								name(TransactionSynchronizationManager.getCurrentTransactionName())));
		}
		return this.delegate.getTransaction(definition);
	}

	/**
	 * Whether it would join the transaction that is there; one that need not be in any
	 * may. One of another data source counts too: it is that one's flag, the thread's,
	 * which routing would go by.
	 */
	private static boolean participates(TransactionDefinition definition) {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& switch (definition.getPropagationBehavior()) {
					case TransactionDefinition.PROPAGATION_REQUIRED, TransactionDefinition.PROPAGATION_MANDATORY,
							TransactionDefinition.PROPAGATION_NESTED ->
						true;
					default -> false;
				};
	}

	private static String name(@Nullable String transaction) {
		return (transaction != null) ? transaction : "(a transaction without a name)";
	}

	@Override
	public void commit(TransactionStatus status) {
		this.delegate.commit(status);
	}

	@Override
	public void rollback(TransactionStatus status) {
		this.delegate.rollback(status);
	}

	@Override
	public Object getResourceFactory() {
		return this.delegate.getResourceFactory();
	}

}
