using Orleans.Embedded.Invocation;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>A reminder's tick on its way to its grain. It has no deadline: a grain may work on it for as long as it likes.</summary>
internal sealed class ReminderDelivery(string name, TickStatus status) : TaskRequest(0)
{
    public static Task SendAsync(GrainRuntime runtime, GrainKind kind, Reminder reminder, TickStatus status)
    {
        var delivery = new ReminderDelivery(reminder.Name, status) { IsQueued = true };
        delivery.Bind(runtime.Internal.ReceiveReminder);
        kind.Deliver(reminder.GrainId.Key.ToString(), delivery);
        return delivery.Promise();
    }

    public override int GetArgumentCount() => 2;

    public override object? GetArgument(int index) => index == 0 ? name : status;

    protected override Task Call(object grain) => ((IRemindable)grain).ReceiveReminder(name, status);
}
