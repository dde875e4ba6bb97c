namespace AgentGrid.Core.Sessions.Grounding;

internal enum SmallTalkKind
{
    None,
    Acknowledgement,
    Greeting,
    Thanks,
    Farewell,
}
