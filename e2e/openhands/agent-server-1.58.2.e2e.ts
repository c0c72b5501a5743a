import { testConversations } from "./support/conversations";

testConversations("1.58.2");
