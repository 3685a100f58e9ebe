using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace CallSummary.TestKit;

/// <summary>A subscriber's server: keeps what it gets and answers as the test says.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<(string Path, IHeaderDictionary Headers, string Body)> Received { get; } = new();

    /// <summary>The answer to the n-th request, from 1.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What to register.</summary>
    public string Url => _app.Urls.First() + "/hook";

    /// <summary>Starts it on a free port.</summary>
    public static WebhookReceiver Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        app.Start();
        return receiver;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = new HeaderDictionary();
        foreach (var header in context.Request.Headers)
        {
            headers[header.Key] = header.Value;
        }

        int number;
        lock (Received)
        {
            Received.Enqueue((context.Request.Path, headers, body));
            number = Received.Count;
        }

        await Answer(number, context);
    }
}
