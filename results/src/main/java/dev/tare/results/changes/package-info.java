/** What the changes of a history mean: judged by a policy, with what people knew of them. */
package dev.tare.results.changes;
