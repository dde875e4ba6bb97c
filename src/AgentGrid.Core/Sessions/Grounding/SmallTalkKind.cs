namespace AgentGrid.Core.Sessions.Grounding;

internal enum SmallTalkKind
{
    None,
    Greeting,
    Thanks,
    Farewell,
}
