using System.Globalization;

namespace AgentGrid.Grains.Sessions;

/// <summary>The cursor of a list of messages is the sequence number that it goes on after, as <c>?after=</c> takes it.</summary>
internal static class MessageCursor
{
    public static string Of(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
