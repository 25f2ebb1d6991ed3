package io.calibrant.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/// A condition on a class from a predicate, whose violation names the class.
final class ClassCondition extends ArchCondition<JavaClass> {
  private final Predicate<JavaClass> predicate;

  ClassCondition(String description, Predicate<JavaClass> predicate) {
    super(description);
    this.predicate = predicate;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    if (!predicate.test(item)) {
      events.add(
          SimpleConditionEvent.violated(
              item, item.getFullName() + " does not " + getDescription()));
    }
  }
}
