namespace CallSummary.Rtp;

/// <summary>How datagrams cross between this process and the system.</summary>
public enum MediaTransport
{
    /// <summary>Batched where the system can, otherwise portable.</summary>
    Auto,

    /// <summary>In batches, on shards (64-bit Linux).</summary>
    Batched,

    /// <summary>One call of the system a packet, on any platform.</summary>
    Portable,
}
