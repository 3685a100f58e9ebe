using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using CallSummary.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.Benchmarks.App;

/// <summary>
/// 1,000 subscribers with the app open on one portal: managed memory a connection (the measuring client's own socket included), and milliseconds from
/// the publication of a line to the browser that shows it, one line a subscriber, 100 a second.
/// </summary>
internal static class ManyReaders
{
    private const int Readers = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    public static Benchmark Benchmark { get; } = new(
        "SSE", "app", "1,000 open event streams on one portal: memory of each, and delay from publication to page", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var portal = await BenchPortal.StartAsync(null);
        var calls = Enumerable.Range(0, Readers).Select(i => BenchCalls.Call($"+82105{i:0000000}", i, new Random(i))).ToList();
        await using (var database = await portal.DatabaseAsync())
        {
            database.Calls.AddRange(calls);
            await database.SaveChangesAsync();
        }

        var cookies = new List<string>();
        foreach (var call in calls)
        {
            cookies.Add(await portal.SignInAsync(call.CallerNumber));
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var streams = new List<NetworkStream>();
        foreach (var cookie in cookies)
        {
            streams.Add(await OpenAsync(portal.Address, cookie));
        }

        var perReader = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / Readers;
        var bus = portal.Services.GetRequiredService<IBus>();
        var delays = new double[Readers];
        var reading = new List<Task>();
        for (var i = 0; i < Readers; i++)
        {
            var (index, marker) = (i, $"line number {i} ends");
            var since = Stopwatch.GetTimestamp();
            reading.Add(Task.Run(async () =>
            {
                await WaitForAsync(streams[index], marker);
                delays[index] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            }));
            await bus.Publish(LineOf(calls[i].Id, marker));
            await Window.PassAsync(Pace);
        }

        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(30)); // Each got its own line, or this ends the benchmark.
        streams.ForEach(s => s.Dispose());
        var sorted = delays.Order().ToList();
        return
        [
            new Figure("SSE.memory", Math.Round(perReader, 1), "KiB/connection", null),
            new Figure("SSE.delay.p50", Math.Round(sorted[Readers / 2], 1), "ms", null),
            new Figure("SSE.delay.p95", Math.Round(sorted[(int)(Readers * 0.95)], 1), "ms", null),
        ];
    }

    private static async Task<NetworkStream> OpenAsync(Uri portal, string cookie)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(portal.Host, portal.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /app/events HTTP/1.1\r\nHost: {portal.Authority}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"));
        await WaitForAsync(stream, ": connected");
        return stream;
    }

    private static async Task WaitForAsync(NetworkStream stream, string text)
    {
        var seen = string.Empty;
        var buffer = new byte[1024];
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            seen = read == 0
                ? throw new WorkGateException($"A stream ended before \"{text}\" came.")
                : seen + Encoding.UTF8.GetString(buffer, 0, read);
        }
    }

    private static UtteranceTranscribed LineOf(Guid callId, string text) => new()
    {
        CallId = callId,
        TenantId = BenchPortal.Tenant,
        Leg = Leg.Caller,
        Sequence = 0,
        Offset = TimeSpan.Zero,
        Duration = TimeSpan.FromSeconds(1),
        Text = text,
        Language = "en",
        Probability = 1,
        NoSpeechProbability = 0,
        Drop = TranscriptDrop.None,
        Segments = [],
        Model = "bench",
    };
}
