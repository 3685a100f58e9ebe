using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallSummary.IntegrationTests.Transcription.Catalogue;

/// <summary>An HTTP server on loopback that offers one file, with ranges, and can break off.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _file;

    private FileServer(WebApplication app, byte[] file)
    {
        _app = app;
        _file = file;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Bytes after which the next answer breaks off; 0: never.</summary>
    public int BreakAfter { get; set; }

    public bool KnowsRanges { get; set; } = true;

    public HttpStatusCode? Refuses { get; set; }

    /// <summary>What was asked for: the first byte of each request.</summary>
    public List<long> Asked { get; } = [];

    public static async Task<FileServer> StartAsync(byte[] file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new FileServer(app, file);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/models");
        return server;
    }

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_file));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Refuses is { } status)
        {
            context.Response.StatusCode = (int)status;
            return;
        }

        var from = KnowsRanges && context.Request.GetTypedHeaders().Range?.Ranges.Single().From is { } start ? start : 0;
        Asked.Add(from);
        if (from >= _file.Length)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }

        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{_file.Length - 1}/{_file.Length}";
        }

        context.Response.ContentLength = _file.Length - from;
        var length = BreakAfter > 0 ? Math.Min(BreakAfter, _file.Length - (int)from) : _file.Length - (int)from;
        await context.Response.Body.WriteAsync(_file.AsMemory((int)from, length));
        await context.Response.Body.FlushAsync();
        if (BreakAfter > 0)
        {
            BreakAfter = 0;
            context.Abort();
        }
    }
}
