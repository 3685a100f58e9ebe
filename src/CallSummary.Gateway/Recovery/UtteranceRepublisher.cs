using CallSummary.Contracts;
using CallSummary.Gateway.Capture;
using CallSummary.Gateway.Recording.Manifests;
using CallSummary.Storage;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Gateway.Recovery;

/// <summary>Publishes the utterances of a call whose text is not in the database.</summary>
internal sealed class UtteranceRepublisher(IDbContextFactory<CallSummaryDbContext> contexts, UtterancePublisher publisher, GatewayMetrics metrics)
{
    /// <returns>How many went out; stops at the first that the bus does not take.</returns>
    public async Task<int> PublishMissingAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var call = manifest.Call;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await database.Utterances.Where(u => u.CallId == call.CallId)
            .Select(u => new { u.Leg, u.Sequence }).ToListAsync(cancellationToken);
        var transcribed = known.Select(u => (u.Leg, u.Sequence)).ToHashSet<(Leg, int)>();
        var published = 0;
        foreach (var utterance in manifest.Utterances.Where(u => !transcribed.Contains((u.Leg, u.Sequence))))
        {
            if (!await publisher.PublishAsync(call, utterance, cancellationToken))
            {
                break;
            }

            published++;
        }

        metrics.UtterancesRepublished(published);
        return published;
    }
}
