using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Erasure;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Reruns;
using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.UnitTests.Storage.Erasure;

public sealed class CallEraserTests
{
    private static readonly Guid CallId = Guid.CreateVersion7(StoredRows.Now);
    private static readonly Guid OtherId = Guid.CreateVersion7(StoredRows.Now);

    [Fact]
    public async Task EraseAsync_SummarizedCall_LeavesNothingOfItAndAllOfOthers()
    {
        await using var host = await StorageHost.StartAsync();
        var webhook = StoredRows.Webhook();
        await host.SaveAsync(webhook);
        foreach (var id in new[] { CallId, OtherId })
        {
            await host.SaveAsync(
                StoredRows.Call(id, CallState.Summarized),
                StoredRows.Utterance(id),
                StoredRows.Summary(id),
                StoredRows.EarlierSummary(id),
                StoredRows.EarlierTranscript(id),
                StoredRows.Trace(id),
                StoredRows.Delivery(webhook, id, WebhookDeliveryState.Pending),
                StoredRows.Delivery(webhook, id, WebhookDeliveryState.Delivered));
            host.Get<IRecordingStore>().OpenAppend(id, Leg.Caller).Dispose();
            await using var publishing = host.Database();
            publishing.Publish(StoredRows.Captured(id), StoredRows.Now);
            publishing.SummarizeAgain(await publishing.Calls.SingleAsync(c => c.Id == id, TestContext.Current.CancellationToken), null, null, null, StoredRows.Now);
            await publishing.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(await host.Get<CallEraser>().EraseAsync(CallId, TestContext.Current.CancellationToken));

        await using var database = host.Database();
        var calls = await database.Calls.ToDictionaryAsync(c => c.Id, TestContext.Current.CancellationToken);
        Assert.Equal(CallState.Erased, calls[CallId].State);
        Assert.Empty(calls[CallId].CallerNumber + calls[CallId].CalleeNumber);
        Assert.Equal(CallState.Summarized, calls[OtherId].State);
        Assert.Equal(OtherId, (await database.Utterances.SingleAsync(TestContext.Current.CancellationToken)).CallId);
        Assert.Equal(OtherId, (await database.Summaries.SingleAsync(TestContext.Current.CancellationToken)).CallId);
        Assert.Equal(OtherId, (await database.EarlierSummaries.SingleAsync(TestContext.Current.CancellationToken)).CallId);
        Assert.Equal(OtherId, (await database.CallTraces.SingleAsync(TestContext.Current.CancellationToken)).CallId);
        Assert.Equal(OtherId, (await database.EarlierTranscripts.SingleAsync(TestContext.Current.CancellationToken)).CallId);
        Assert.Equal(OtherId, (await database.Reruns.SingleAsync(TestContext.Current.CancellationToken)).CallId);
        var deliveries = await database.WebhookDeliveries.ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(deliveries.Where(d => d.CallId == CallId), d => Assert.Equal("{}", d.Body));
        Assert.DoesNotContain(deliveries, d => d.CallId == CallId && d.State == WebhookDeliveryState.Pending);
        Assert.Contains(deliveries, d => d.CallId == OtherId && d.State == WebhookDeliveryState.Pending && d.Body.Contains("secret", StringComparison.Ordinal));
        var messages = await database.Outbox.OrderBy(o => o.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Single(messages, m => m.MessageType == nameof(UtteranceCaptured) && m.Body.Contains(OtherId.ToString(), StringComparison.Ordinal));
        Assert.Single(messages, m => m.MessageType == nameof(CallErased) && m.Body.Contains(CallId.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, messages.Count(m => m.MessageType == nameof(ResummarizeCall)));
        Assert.Equal(4, messages.Count);
        Assert.Equal([OtherId], host.Get<IRecordingStore>().ListCalls());
    }

    [Fact]
    public async Task EraseAsync_Twice_AnnouncesOnceAndErasesWhatCameBetween()
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(StoredRows.Call(CallId));
        var eraser = host.Get<CallEraser>();

        Assert.True(await eraser.EraseAsync(CallId, TestContext.Current.CancellationToken));
        await host.SaveAsync(StoredRows.Utterance(CallId));
        Assert.True(await eraser.EraseAsync(CallId, TestContext.Current.CancellationToken));

        await using var database = host.Database();
        Assert.Equal(1, await database.Outbox.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await database.Utterances.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(CallState.Erased, 0)]
    [InlineData(CallState.Summarized, 1)]
    public async Task EraseLateWordsAsync_WhatWasWrittenMeanwhile_GoesWithAnErasedCallAlone(CallState state, int left)
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(
            StoredRows.Call(CallId, state),
            new Correction { Id = CallId, CallId = CallId, TenantId = "acme", SubscriberNumber = "+8210", Target = "title", Original = "a", Text = "b", Author = "me", CreatedAt = StoredRows.Now },
            new CallMark { CallId = CallId, TenantId = "acme", SubscriberNumber = "+8210" },
            new ShareLink { Id = CallId, TokenSha256 = "h", CallId = CallId, TenantId = "acme", SubscriberNumber = "+8210", Parts = "summary", CreatedAt = StoredRows.Now, ExpiresAt = StoredRows.Now },
            new SummaryFeedback { Id = CallId, CallId = CallId, TenantId = "acme", SubscriberLeg = Leg.Caller, MayImprove = false, CreatedAt = StoredRows.Now },
            new CallComment { Id = CallId, CallId = CallId, TenantId = "acme", Author = "Kim", Text = "…", Flag = false, CreatedAt = StoredRows.Now });

        await host.Get<CallEraser>().EraseLateWordsAsync(CallId, TestContext.Current.CancellationToken);

        await using var database = host.Database();
        Assert.Equal(
            [left, left, left, left, left],
            new[]
            {
                await database.Corrections.CountAsync(TestContext.Current.CancellationToken),
                await database.CallMarks.CountAsync(TestContext.Current.CancellationToken),
                await database.ShareLinks.CountAsync(TestContext.Current.CancellationToken),
                await database.SummaryFeedback.CountAsync(TestContext.Current.CancellationToken),
                await database.CallComments.CountAsync(TestContext.Current.CancellationToken),
            });
    }

    [Fact]
    public async Task EraseAsync_UnknownCall_IsFalse()
    {
        await using var host = await StorageHost.StartAsync();
        Assert.False(await host.Get<CallEraser>().EraseAsync(CallId, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ResumeAsync_CrashBeforeFilesWereDeleted_DeletesThemAndNoOthers()
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(StoredRows.Call(CallId, CallState.Erased), StoredRows.Call(OtherId));
        var recordings = host.Get<IRecordingStore>();
        recordings.OpenAppend(CallId, Leg.Caller).Dispose();
        recordings.OpenAppend(OtherId, Leg.Caller).Dispose();
        var rowless = Guid.CreateVersion7(StoredRows.Now);
        recordings.OpenAppend(rowless, Leg.Caller).Dispose();

        await host.Hosted<ErasureResumption>().ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new[] { OtherId, rowless }.Order(), recordings.ListCalls().Order());
    }
}
