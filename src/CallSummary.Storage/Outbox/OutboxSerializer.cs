using System.Text.Json;
using CallSummary.Contracts;

namespace CallSummary.Storage.Outbox;

/// <summary>Turns contracts into outbox rows and back. A contract's simple name is its identity in the table.</summary>
internal static class OutboxSerializer
{
    private static readonly Dictionary<string, Type> Contracts = typeof(CallStarted).Assembly
        .GetExportedTypes()
        .Where(t => t is { IsClass: true, IsSealed: true })
        .ToDictionary(t => t.Name);

    /// <summary>The identities that this version knows.</summary>
    public static IReadOnlyList<string> KnownTypes { get; } = [.. Contracts.Keys];

    public static OutboxMessage Wrap<T>(T message, DateTimeOffset now)
        where T : class
        => Contracts.ContainsKey(typeof(T).Name)
            ? new OutboxMessage
            {
                Id = Guid.CreateVersion7(now),
                MessageType = typeof(T).Name,
                Body = JsonSerializer.Serialize(message),
                CreatedAt = now,
            }
            : throw new ArgumentException($"{typeof(T).Name} is not a contract: put it in CallSummary.Contracts.", nameof(message));

    public static (object Message, Type Type) Unwrap(OutboxMessage row)
    {
        if (!Contracts.TryGetValue(row.MessageType, out var type))
        {
            throw new InvalidOperationException(
                $"Outbox message {row.Id} is a {row.MessageType}, which this version does not know. It was written by another version: run that version until its outbox is empty.");
        }

        return (JsonSerializer.Deserialize(row.Body, type)!, type);
    }
}
