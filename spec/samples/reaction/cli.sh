kaleyra-reactions send --to +919000000002 --message-id wamid.HBgLMxxx --ref customer1 😀
