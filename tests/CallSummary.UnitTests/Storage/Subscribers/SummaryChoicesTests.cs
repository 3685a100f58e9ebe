using CallSummary.Contracts;
using CallSummary.Storage;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.UnitTests.Storage.Subscribers;

public sealed class SummaryChoicesTests
{
    private const string Anna = "+821055550100";
    private const string Bora = "+821055550200";
    private const string Clinic = "+82212345678";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData(false, null, null, null, false)]
    [InlineData(null, false, null, null, true)]
    [InlineData(true, false, null, null, true)]
    [InlineData(false, null, true, null, true)]
    [InlineData(null, null, false, null, false)]
    [InlineData(true, true, false, true, false)]
    [InlineData(false, true, null, true, false)]
    public async Task Wants_OutgoingCall_NumbersChoiceBeforeTheOneForAll(bool? allOut, bool? allIn, bool? oneOut, bool? oneIn, bool expected)
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(Choice(host, string.Empty, allOut, allIn), Choice(host, Clinic, oneOut, oneIn));
        using var choices = Choices(host);
        await choices.RefreshAsync(Cancel);
        Assert.Equal(expected, choices.Wants("acme", Anna, Clinic, Leg.Caller));
    }

    [Fact]
    public async Task Wanting_OneOfTwoSubscribersSaysNo_TheOtherStays()
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(Choice(host, string.Empty, false, true));
        using var choices = Choices(host);
        await choices.RefreshAsync(Cancel);
        Assert.Equal([Leg.Callee], choices.Wanting("acme", Anna, Bora, [Leg.Caller, Leg.Callee]));
        Assert.Equal([Leg.Caller, Leg.Callee], choices.Wanting("acme", Bora, Anna, [Leg.Caller, Leg.Callee]));
        Assert.Equal([Leg.Caller, Leg.Callee], choices.Wanting("another", Anna, Bora, [Leg.Caller, Leg.Callee]));
    }

    [Fact]
    public async Task Refresh_HeedsChangesAndWhatWasTakenBack()
    {
        await using var host = await StorageHost.StartAsync();
        using var choices = Choices(host);
        await choices.RefreshAsync(Cancel);
        Assert.True(choices.Wants("acme", Anna, Clinic, Leg.Callee));

        await host.SaveAsync(Choice(host, Clinic, null, false));
        await choices.RefreshAsync(Cancel);
        Assert.False(choices.Wants("acme", Anna, Clinic, Leg.Callee));

        host.Time.Advance(TimeSpan.FromHours(1));
        await using (var database = host.Database())
        {
            var choice = await database.SummaryChoices.SingleAsync(Cancel);
            (choice.Outgoing, choice.Incoming, choice.ChangedAt) = (null, null, host.Time.GetUtcNow());
            await database.SaveChangesAsync(Cancel);
        }

        await choices.RefreshAsync(Cancel);
        Assert.True(choices.Wants("acme", Anna, Clinic, Leg.Callee));
    }

    private static SummaryChoices Choices(StorageHost host) =>
        new(host.Get<IDbContextFactory<CallSummaryDbContext>>(), host.Time, NullLogger<SummaryChoices>.Instance);

    private static SummaryChoice Choice(StorageHost host, string other, bool? outgoing, bool? incoming) => new()
    {
        TenantId = "acme",
        SubscriberNumber = Anna,
        OtherNumber = other,
        Outgoing = outgoing,
        Incoming = incoming,
        ChangedAt = host.Time.GetUtcNow(),
    };
}
