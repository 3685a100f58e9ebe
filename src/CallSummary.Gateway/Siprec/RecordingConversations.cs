using CallSummary.Contracts;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Siprec.Metadata;
using CallSummary.Gateway.Trunks;
using CallSummary.Storage.Subscribers;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Siprec;

/// <summary>Knows the conversations that are being recorded, so that sessions of one conversation find each other.</summary>
internal sealed class RecordingConversations(
    CallRecordings recordings, SummaryChoices choices, GatewayMetrics metrics, TimeProvider time, ILogger<RecordingConversation> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RecordingConversation> _tied = new(StringComparer.Ordinal);

    /// <summary>The conversation that a new session belongs to.</summary>
    /// <param name="trunk">The recorder's trunk.</param>
    /// <param name="pair">Ties the two halves of one conversation.</param>
    /// <param name="metadata">What the session says; its group id ties it to another one that has a party in common.</param>
    public RecordingConversation Enter(Trunk trunk, string? pair, MetadataState metadata)
    {
        var key = pair is not null ? $"{trunk.Name}\npair\n{pair}" : metadata.GroupId is { } group ? $"{trunk.Name}\ngroup\n{group}" : null;
        lock (_lock)
        {
            if (key is not null && _tied.TryGetValue(key, out var known) && (pair is not null || known.Shares(metadata)))
            {
                known.Dialogs++;
                return known;
            }

            var conversation = new RecordingConversation(Guid.CreateVersion7(time.GetUtcNow()), trunk, key, recordings, choices, time, logger) { Dialogs = 1 };
            if (key is not null)
            {
                _tied[key] = conversation;
            }

            metrics.CallAdmitted();
            return conversation;
        }
    }

    /// <summary>A session is over; with the last one the conversation is, unless another may still follow.</summary>
    public async Task LeaveAsync(RecordingConversation conversation, CallTermination termination, TimeSpan transferWait)
    {
        var endedAt = time.GetTimestamp();
        lock (_lock)
        {
            conversation.Dialogs--;
        }

        if (conversation.Key is not null && transferWait > TimeSpan.Zero && termination == CallTermination.RecordingEnded)
        {
            await Task.Delay(transferWait, time);
        }

        lock (_lock)
        {
            if (conversation.Dialogs > 0)
            {
                return;
            }

            // Below zero: somebody else has closed it.
            conversation.Dialogs = int.MinValue;
            if (conversation.Key is not null && _tied.GetValueOrDefault(conversation.Key) == conversation)
            {
                _tied.Remove(conversation.Key);
            }
        }

        var duration = conversation.Close(termination, endedAt);
        metrics.CallEnded(termination, duration);
        using var scope = logger.CallScope(conversation.CallId);
        logger.Ended(termination, duration);
    }
}
