/// What guards the web interface: hosts, origins, tokens and headers.
@NullMarked
package io.calibrant.server.web;

import org.jspecify.annotations.NullMarked;
