using CallSummary.Contracts;
using CallSummary.Transcription;
using CallSummary.UnitTests.Transcription.Partials;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Transcription.Utterances;

public sealed class UtteranceCapturedConsumerTests
{
    private static readonly Recognition Heard = new("Hello there.", "en", 0.9, 0.01, []);

    [Fact]
    public async Task Consume_Utterance_PublishesItsText()
    {
        await using var bus = await StartAsync(new FakeTranscriber(Heard));
        await bus.Harness.Bus.Publish(Captured.Utterance(Sounds.Syllables(2)), TestContext.Current.CancellationToken);
        var published = Assert.Single(await bus.PublishedAsync(1));
        Assert.Equal(("Hello there.", TranscriptDrop.None), (published.Text, published.Drop));
    }

    [Fact]
    public async Task Consume_ManyUtterances_RunsAsManyAtOnceAsThereAreWorkersAndLosesNone()
    {
        const int utterances = 20, workers = 3;
        int running = 0, most = 0;
        var full = new TaskCompletionSource();
        await using var bus = await StartAsync(
            new FakeTranscriber(async (_, stop) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == workers)
                {
                    full.TrySetResult();
                }

                await full.Task.WaitAsync(stop);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return Heard;
            }),
            ("Workers", "3"));
        for (var i = 0; i < utterances; i++)
        {
            await bus.Harness.Bus.Publish(Captured.Utterance(Sounds.Syllables(1), i), TestContext.Current.CancellationToken);
        }

        var published = await bus.PublishedAsync(utterances);
        Assert.Equal(Enumerable.Range(0, utterances), published.Select(u => u.Sequence).Order());
        Assert.Equal(workers, most);
    }

    [Fact]
    public async Task Consume_MoreThanTheWorkersHear_IsHeardInOrderAndTheHostSaysThatItIsBehind()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bus = await StartAsync(
            new FakeTranscriber((_, _) =>
            {
                // Each takes a minute of which the bus knows nothing: the next waits longer.
                time.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult(Heard);
            }),
            time,
            ("Workers", "1"));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        for (var i = 0; i < 5; i++)
        {
            await bus.Harness.Bus.Publish(Captured.Utterance(Sounds.Syllables(1), i), TestContext.Current.CancellationToken);
        }

        Assert.Equal(Enumerable.Range(0, 5), (await bus.PublishedAsync(5)).Select(u => u.Sequence));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        async Task<HealthStatus> HealthAsync() =>
            (await bus.Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["transcription"].Status;
    }

    [Fact]
    public async Task Consume_EngineThatFailsOnce_TriesAgain()
    {
        var attempts = 0;
        var transcriber = new FakeTranscriber((_, _) =>
            Interlocked.Increment(ref attempts) == 1 ? throw new TranscriptionException("native failure") : Task.FromResult(Heard));
        await using var bus = await StartAsync(transcriber);
        await bus.Harness.Bus.Publish(Captured.Utterance(Sounds.Syllables(2)), TestContext.Current.CancellationToken);
        Assert.Equal("Hello there.", Assert.Single(await bus.PublishedAsync(1)).Text);
        Assert.Equal(2, transcriber.Calls);
    }

    [Theory]
    [InlineData(false, TranscriptDrop.EngineFailure)]
    [InlineData(true, TranscriptDrop.UnreadableAudio)]
    public async Task Consume_WhatFailsAtEveryAttempt_IsPublishedWithoutTextOnce(bool storeFails, TranscriptDrop expected)
    {
        var transcriber = new FakeTranscriber((_, _) => storeFails ? throw new IOException("store") : throw new TimeoutException());
        await using var bus = await StartAsync(transcriber, ("Attempts", "3"));
        await bus.Harness.Bus.Publish(Captured.Utterance(Sounds.Syllables(2)), TestContext.Current.CancellationToken);
        var published = Assert.Single(await bus.PublishedAsync(1));
        Assert.Equal(("", expected, 0), (published.Text, published.Drop, published.Sequence));
        Assert.Equal(3, transcriber.Calls);
        Assert.Empty(bus.Harness.Published.Select<Fault<UtteranceCaptured>>(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Consume_AllWorkersBusy_WholeUtterancesAreHeardAndBeginningsForgotten()
    {
        var transcriber = new FakeTranscriber(Heard) { IsBusy = true };
        await using var bus = await StartAsync(transcriber);
        for (var i = 0; i < 8; i++)
        {
            await bus.Harness.Bus.Publish(Beginnings.Of(3, i), TestContext.Current.CancellationToken);
            await bus.Harness.Bus.Publish(Beginnings.Of(6, i), TestContext.Current.CancellationToken);
            await bus.Harness.Bus.Publish(Captured.Utterance(Sounds.Syllables(8), i), TestContext.Current.CancellationToken);
        }

        Assert.Equal(Enumerable.Range(0, 8), (await bus.PublishedAsync(8)).Select(u => u.Sequence).Order());
        Assert.Empty(bus.Harness.Published.Select<UtterancePartlyTranscribed>(TestContext.Current.CancellationToken));
        Assert.Equal(8, transcriber.Calls);
    }

    [Fact]
    public async Task Consume_BeginningsOfAnUtterance_ShowWordsBeforeItsEnd()
    {
        await using var bus = await StartAsync(new FakeTranscriber(Heard));
        await bus.Harness.Bus.Publish(Beginnings.Of(3), TestContext.Current.CancellationToken);
        Assert.True(await bus.Harness.Consumed.Any<UtteranceContinued>(TestContext.Current.CancellationToken));
        await bus.Harness.Bus.Publish(Beginnings.Of(6), TestContext.Current.CancellationToken);
        Assert.True(await bus.Harness.Published.Any<UtterancePartlyTranscribed>(m => m.Context.Message.Text == "Hello there.", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Consume_BeginningThatFails_IsForgotten()
    {
        await using var bus = await StartAsync(new FakeTranscriber((_, _) => throw new TranscriptionException("native failure")));
        await bus.Harness.Bus.Publish(Beginnings.Of(3), TestContext.Current.CancellationToken);
        Assert.True(await bus.Harness.Consumed.Any<UtteranceContinued>(m => m.Exception is null, TestContext.Current.CancellationToken));
        Assert.Empty(bus.Harness.Published.Select<Fault<UtteranceContinued>>(TestContext.Current.CancellationToken));
    }

    private static Task<RunningBus> StartAsync(FakeTranscriber transcriber, params (string Key, string Value)[] settings) => StartAsync(transcriber, TimeProvider.System, settings);

    private static async Task<RunningBus> StartAsync(FakeTranscriber transcriber, TimeProvider time, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("RetryInterval", "00:00:00")).Append(("VoiceActivity", "false")).Select(s =>
                KeyValuePair.Create($"{TranscriptionOptions.Section}:{s.Item1}", (string?)s.Item2)))
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(time).AddTranscription(configuration);
        services.Replace(ServiceDescriptor.Singleton<ITranscriber>(transcriber));
        services.AddMassTransitTestHarness(bus =>
        {
            bus.ConfigureUsageTelemetryOptions(telemetry => telemetry.Enabled = false);
            bus.AddTranscriptionConsumers();
        });
        var provider = services.BuildServiceProvider(validateScopes: true);
        var harness = provider.GetRequiredService<ITestHarness>();
        await harness.Start();
        return new RunningBus(provider, harness);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed record RunningBus(ServiceProvider Provider, ITestHarness Harness) : IAsyncDisposable
    {
        /// <summary>The first messages, in the order they were published; waits for as many.</summary>
        public async Task<IReadOnlyList<UtteranceTranscribed>> PublishedAsync(int count)
        {
            var messages = new List<UtteranceTranscribed>();
            await foreach (var published in Harness.Published.SelectAsync<UtteranceTranscribed>(TestContext.Current.CancellationToken))
            {
                messages.Add(published.Context.Message);
                if (messages.Count == count)
                {
                    break;
                }
            }

            await Harness.InactivityTask;
            Assert.Equal(count, Harness.Published.Select<UtteranceTranscribed>(TestContext.Current.CancellationToken).Count());
            return messages;
        }

        public ValueTask DisposeAsync() => Provider.DisposeAsync();
    }
}
