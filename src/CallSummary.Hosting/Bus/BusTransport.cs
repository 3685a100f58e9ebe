namespace CallSummary.Hosting.Bus;

/// <summary>What carries messages.</summary>
public enum BusTransport
{
    /// <summary>This process's memory: the embedded default. Unfinished work is found again from storage at start.</summary>
    InMemory = 0,

    /// <summary>A RabbitMQ broker, 3.10 or later.</summary>
    RabbitMQ = 1,
}
