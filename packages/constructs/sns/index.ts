export { NoticeTopic, type NoticeTopicProps } from "./notice-topic";
