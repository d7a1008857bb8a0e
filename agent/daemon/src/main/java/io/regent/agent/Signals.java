package io.regent.agent;

import java.lang.reflect.Proxy;

/**
 * Handlers of Unix signals. The JDK's own class for it is reached by reflection, because no public one exists and the compiler
 * rejects the direct use.
 */
final class Signals {

    private Signals() {}

    /**
     * Has the handler run on a thread of its own for each signal.
     *
     * @param name without SIG, for example {@code HUP}
     * @throws IllegalStateException when this JVM cannot handle signals
     */
    static void on(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name + " cannot be handled", e);
        }
    }
}
