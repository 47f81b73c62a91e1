kaleyra-reactions remove --to +919000000002 --message-id wamid.HBgLMxxx
