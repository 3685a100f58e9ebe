using System.Collections.Concurrent;

namespace CallSummary.IntegrationTests.Hosting;

/// <summary>What a test's consumer got.</summary>
internal sealed class Received<T>
    where T : class
{
    public ConcurrentQueue<(Guid? Id, T Message)> Messages { get; } = new();

    public Func<T, Exception?> Failure { get; set; } = _ => null;
}
