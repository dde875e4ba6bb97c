namespace AgentGrid.Core.Llm.Providers.Offline;

internal enum SmallTalkKind
{
    None,
    Greeting,
    Thanks,
}
