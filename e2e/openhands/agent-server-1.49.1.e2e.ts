import { testConversations } from "./support/conversations";

testConversations("1.49.1");
