using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;
using AgentGrid.Storage;

namespace AgentGrid.Grains.Sessions;

/// <summary>The title that a model writes, where that is wanted.</summary>
internal sealed partial class SessionGrain
{
    /// <summary>Beside everything else: no turn waits for it, and what goes wrong leaves the title as it is.</summary>
    private async Task TitleAsync(TurnTask task)
    {
        try
        {
            var answer = (await store.ListLastMessagesAsync(Id, 1)) is [{ Status: MessageStatus.Complete } last] ? last.Content : "";
            if (answer.Length == 0
                || await titler.WriteAsync(task.Agent, task.UserId, Id, task.Turn.Message, answer) is not { } title)
            {
                return;
            }

            // What the user wrote in the meantime stays.
            if (await store.FindAsync(Id) is { } session && session.Session.Title == SessionTitle.From(task.Turn.Message))
            {
                await store.RenameAsync(Id, title, session.Revision, clock.GetUtcNow());
            }
        }
        catch (StorageUnavailableException e)
        {
            LogUntitled(logger, e, Id);
        }
    }
}
