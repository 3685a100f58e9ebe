using System.Net;
using System.Security.Cryptography;
using CallSummary.AllInOne.Serving;
using CallSummary.Storage.Access;

namespace CallSummary.AllInOne.Demo;

/// <summary>
/// Runs the whole service in this process, places the sample calls over SIP and RTP on loopback, and shows what a subscriber
/// would see. It asks nothing of the service that a subscriber's app and two telephones could not.
/// </summary>
internal sealed class Demonstration(DemoOptions options, DemoScreen screen)
{
    private const string Tenant = "demo";
    private const string Subscriber = "+821055550100";
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SummaryLimit = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>How the calls went whose summary was delivered; after <see cref="RunAsync"/>.</summary>
    public IReadOnlyList<DemoCallResult> Results { get; private set; } = [];

    /// <returns>0 when every call's summary reached the subscriber's webhook, 1 otherwise.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var calls = SampleCall.ReadAll(Path.Combine(AppContext.BaseDirectory, "samples", "calls"), Subscriber, options.Calls);
        await using var telephones = await DemoTelephones.StartAsync(calls, cancellationToken);
        var settings = DemoSettings.For(calls, telephones.CalleePort, Tenant, Subscriber);
        await using var service = AllInOneService.Build(options.ServiceArguments, settings.Values);
        var (started, running) = service.Start();
        if (!await started)
        {
            return await running;
        }

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var webhooks = await WebhookReceiver.StartAsync(secret, cancellationToken);
        var (_, key) = await service.Services.GetRequiredService<ApiKeys>().CreateAsync(Tenant, Subscriber, "demo subscriber", cancellationToken);
        using var app = new SubscriberApp(new Uri(service.Urls.First()), key);
        await app.RegisterWebhookAsync(webhooks.Url, secret, cancellationToken);

        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connected = new TaskCompletionSource();
        var watches = calls.Select(call => new CallWatch(call)).ToList();
        var events = FollowAsync(app, watches, connected, following.Token);
        if (await Task.WhenAny(connected.Task, events) == events)
        {
            await events;
        }

        screen.Say($"CallSummary is up. Placing {calls.Count} sample calls over SIP and RTP on loopback; the subscriber is {Subscriber} (demonstration models: they verify the installation, not for real calls).");
        var url = service.Urls.First();
        screen.Say($"""
            Watch it in a browser (each link signs in once):
              subscriber app   {await SignInUrls.SubscriberAsync(service, url, Tenant, Subscriber, cancellationToken)}
              console          {await SignInUrls.ConsoleAsync(service, url, Tenant, cancellationToken)}
            """);
        var results = await Task.WhenAll(watches.Select((watch, index) => ExperienceAsync(watch, index, settings.Sip, telephones, webhooks, app, cancellationToken)));
        await following.CancelAsync();

        Results = [.. results.OfType<DemoCallResult>()];
        screen.Table(Results);
        var delivered = Results.Count;
        screen.Say($"{delivered} of {calls.Count} summaries reached the subscriber's webhook, signed.");
        if (!options.Exit)
        {
            screen.Say($"""
                Look around (the service keeps running; Ctrl+C ends it):
                  API key of the subscriber   {key}
                  calls                       curl -H "Authorization: Bearer {key}" {service.Urls.First()}/api/v1/calls
                  API documentation           {service.Urls.First()}/docs
                  data folder                 {settings.DataDirectory}
                """);
            await running;
        }

        service.Lifetime.StopApplication();
        await running;
        return delivered == calls.Count ? 0 : 1;
    }

    private async Task<DemoCallResult?> ExperienceAsync(
        CallWatch watch, int index, IPEndPoint sip, DemoTelephones telephones, WebhookReceiver webhooks, SubscriberApp app, CancellationToken cancellationToken)
    {
        var call = watch.Call;
        await Task.Delay(BetweenCalls * index, _time, cancellationToken);
        try
        {
            var hungUp = await telephones.TalkAsync(call, sip, text => screen.CallProgress(call, text), cancellationToken);

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(SummaryLimit);
            var callId = await watch.Started.WaitAsync(limit.Token);
            var body = await webhooks.SummaryOfAsync(callId, limit.Token);
            var delivered = _time.GetElapsedTime(hungUp);
            var result = new DemoCallResult
            {
                Sample = call,
                CallId = callId,
                Transcript = await app.TranscriptAsync(callId, limit.Token),
                Summary = body["data"]!["summary"]!,
                HangUpToLastLine = Between(hungUp, watch.LastLine),
                HangUpToSummary = Between(hungUp, watch.Summary),
                HangUpToWebhook = delivered,
            };
            screen.Summary(result);
            if (options.Output is { } folder)
            {
                await app.SaveAsync(callId, Path.Combine(folder, call.Name), cancellationToken);
            }

            return result;
        }
        catch (Exception problem) when (problem is OperationCanceledException or DemoCallException && !cancellationToken.IsCancellationRequested)
        {
            screen.CallProgress(call, problem is DemoCallException ? $"FAILED: {problem.Message}" : $"FAILED: no summary reached the webhook within {SummaryLimit.TotalSeconds} s of the hang-up");
            return null;
        }
    }

    private async Task FollowAsync(
        SubscriberApp app, List<CallWatch> watches, TaskCompletionSource connected, CancellationToken cancellationToken)
    {
        var byNumber = watches.ToDictionary(w => w.Call.CalleeNumber);
        var byId = new Dictionary<Guid, CallWatch>();
        try
        {
            await foreach (var happened in app.FollowAsync(connected, cancellationToken))
            {
                if (happened is { Type: "call.started" } && byNumber.TryGetValue((string?)happened.Data["call"]?["callee_number"] ?? "", out var started))
                {
                    byId[happened.CallId] = started;
                }

                if (byId.TryGetValue(happened.CallId, out var watch))
                {
                    watch.See(happened, _time.GetTimestamp());
                    if (happened.Type == "transcript.line")
                    {
                        screen.Line(watch.Call, happened.Data["line"]!);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The demo is over.
        }
    }

    // A summary may reach the webhook before the stream: then the stream's time is the webhook's or later, and unknown here.
    private TimeSpan Between(long hungUp, long seen) => seen > hungUp ? _time.GetElapsedTime(hungUp, seen) : TimeSpan.Zero;
}
