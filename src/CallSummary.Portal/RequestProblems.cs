using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CallSummary.Portal;

/// <summary>Turns what the framework throws into problem details; what went wrong inside stays in the log.</summary>
internal sealed class RequestProblems(ILogger<RequestProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            logger.BadRequest();
            await TypedResults.Problem(Detail(bad), statusCode: bad.StatusCode).ExecuteAsync(httpContext);
            return true;
        }

        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true; // Nobody is there to read an answer.
        }

        logger.RequestFailed(exception);
        await TypedResults.Problem(
            "Something failed inside; it is in the log. Try again, and tell the operator when it stays.",
            statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(httpContext);
        return true;
    }

    // Without a detail of its own, the problem gets that of its status.
    private static string? Detail(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => $"The body is not the JSON that this endpoint takes (near {json.Path ?? "$"}, line {json.LineNumber + 1}); /openapi/v1.json describes it.",
        { StatusCode: not StatusCodes.Status400BadRequest } => null,
        _ => $"{bad.Message} /openapi/v1.json describes what the endpoint takes.",
    };
}
