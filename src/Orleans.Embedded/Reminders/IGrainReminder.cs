namespace Orleans.Runtime;

/// <summary>A handle to a durable reminder.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique within its grain.</summary>
    string ReminderName { get; }
}
