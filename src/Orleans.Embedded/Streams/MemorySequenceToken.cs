using Orleans.Streams;

namespace Orleans.Embedded.Streams;

/// <summary>Numbers the events of a provider in the order of publication.</summary>
internal sealed class MemorySequenceToken(long sequenceNumber, int eventIndex) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = sequenceNumber;

    public override int EventIndex { get; protected set; } = eventIndex;

    public override bool Equals(StreamSequenceToken? other) => other is not null && CompareTo(other) == 0;

    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byNumber = SequenceNumber.CompareTo(other.SequenceNumber);
        return byNumber != 0 ? byNumber : EventIndex.CompareTo(other.EventIndex);
    }
}
