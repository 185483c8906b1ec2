// What Node 20 lacks of the JavaScript that the sources are written in; Lambda's Node has it.
import "core-js/actual/map/group-by.js";
import "core-js/actual/promise/with-resolvers.js";
