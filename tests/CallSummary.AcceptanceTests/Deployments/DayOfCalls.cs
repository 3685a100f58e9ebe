using CallSummary.AcceptanceTests.Subscribers;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>Two subscribers call at the same time, talk, leave memos and keep silent, each with an app and a webhook of his own.</summary>
internal sealed class DayOfCalls : IAsyncDisposable
{
    private const string English = DeploymentSettings.BridgedPrefix + "101";
    private const string Korean = DeploymentSettings.BridgedPrefix + "102";
    private const string Silent = DeploymentSettings.BridgedPrefix + "103";
    private const string ToErase = DeploymentSettings.BridgedPrefix + "104";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Phones _phones;

    private DayOfCalls(Phones phones, Deployment deployment)
    {
        _phones = phones;
        Deployment = deployment;
    }

    public Deployment Deployment { get; }

    public required SubscriberApp Anna { get; init; }

    public required SubscriberApp Bora { get; init; }

    public required EventStream AnnasEvents { get; init; }

    public required EventStream BorasEvents { get; init; }

    public SubscriberServer AnnasServer { get; } = new();

    public SubscriberServer BorasServer { get; } = new();

    public Guid AnnasWebhook { get; private set; }

    public Guid BorasWebhook { get; private set; }

    /// <summary>Anna's calls.</summary>
    public Guid EnglishCall { get; private set; }

    public Guid Memo { get; private set; }

    public Guid CallToErase { get; private set; }

    /// <summary>Bora's calls.</summary>
    public Guid KoreanCall { get; private set; }

    public Guid SilentCall { get; private set; }

    public IReadOnlyList<Guid> AnnasCalls => [EnglishCall, Memo, CallToErase];

    public IReadOnlyList<Guid> BorasCalls => [KoreanCall, SilentCall];

    public static async Task<DayOfCalls> SpendAsync(DeploymentShape shape)
    {
        var phones = await Phones.StartAsync();
        var deployment = await Deployment.StartAsync(shape, phones.CalleePort);
        var apps = await Task.WhenAll(deployment.MakeKeyAsync(Phones.Anna), deployment.MakeKeyAsync(Phones.Bora));
        var day = new DayOfCalls(phones, deployment)
        {
            Anna = apps[0],
            Bora = apps[1],
            AnnasEvents = await EventStream.OpenAsync(apps[0]),
            BorasEvents = await EventStream.OpenAsync(apps[1]),
        };
        day.AnnasWebhook = await day.Anna.RegisterAsync(day.AnnasServer);
        day.BorasWebhook = await day.Bora.RegisterAsync(day.BorasServer);
        try
        {
            await day.CallAsync();
            return day;
        }
        catch (Exception failure)
        {
            var logs = string.Join('\n', deployment.Hosts.SelectMany(host => deployment.LogOf(host).Prepend(host)));
            await day.DisposeAsync();
            throw new InvalidOperationException($"The calls of the day failed: {failure}\n{logs}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await AnnasEvents.DisposeAsync();
        await BorasEvents.DisposeAsync();
        Anna.Dispose();
        Bora.Dispose();
        await _phones.DisposeAsync();
        await Deployment.DisposeAsync();
        await AnnasServer.DisposeAsync();
        await BorasServer.DisposeAsync();
    }

    private async Task CallAsync()
    {
        var (food, clinic, sip) = (Sample.Food, Sample.Clinic, Deployment.Sip);
        await Task.WhenAll(
            _phones.CallAsync(sip, Phones.Anna, English, food.Leg("caller"), food.Leg("callee")),
            _phones.CallAsync(sip, Phones.Anna, DeploymentSettings.MemoNumber, [.. food.Sound(4), .. Sample.Quiet(1)]),
            _phones.CallAsync(sip, Phones.Anna, ToErase, food.Sound(2), [.. Sample.Quiet(2), .. food.Sound(3)]),
            _phones.CallAsync(sip, Phones.Bora, Korean, clinic.Leg("caller"), clinic.Leg("callee")),
            _phones.CallAsync(sip, Phones.Bora, Silent, Sample.Quiet(3), Sample.Quiet(3)));

        EnglishCall = await Anna.SummarizedCallAsync(English);
        Memo = await Anna.SummarizedCallAsync(DeploymentSettings.MemoNumber);
        CallToErase = await Anna.SummarizedCallAsync(ToErase);
        KoreanCall = await Bora.SummarizedCallAsync(Korean);
        SilentCall = await Bora.SummarizedCallAsync(Silent);

        // Twice: the first attempt was refused.
        await Eventually.True(
            () => AnnasCalls.All(call => AnnasServer.Of(call, "summary.ready").Count() >= 2) && BorasCalls.All(call => BorasServer.Of(call, "summary.ready").Count() >= 2),
            "every summary to reach its subscriber's server at the second attempt",
            Patience);
        await Eventually.True(
            () => AnnasCalls.All(call => AnnasEvents.Received.Any(e => e.CallId == call && e.Type == "summary.ready")),
            "the stream to tell of every summary",
            Patience);
    }
}
