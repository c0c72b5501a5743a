import { testConversations } from "./support/conversations";

testConversations("1.34.0");
