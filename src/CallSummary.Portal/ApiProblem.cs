using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CallSummary.Portal;

/// <summary>Problem details (RFC 9457) whose detail says what to do.</summary>
internal static class ApiProblem
{
    /// <summary>A missing call and a call of somebody else: word for word the same.</summary>
    public static ProblemHttpResult NoCall() => NotFound("There is no call with this id that your API key may read. GET /api/v1/calls lists those that it may.");

    public static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult Forbidden(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult TooMany(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status429TooManyRequests);

    /// <summary>Says what to do where the framework alone refused a request.</summary>
    public static void Complete(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        StatusCodes.Status404NotFound => "There is no such endpoint: /openapi/v1.json lists those that there are.",
        StatusCodes.Status405MethodNotAllowed => "The endpoint does not take this method: the header Allow names those that it takes.",
        StatusCodes.Status413PayloadTooLarge => "The request body is too large: the operator's limit is CallSummary:Portal:MaximumBodyBytes.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be JSON: send the header \"Content-Type: application/json\".",
        _ => null,
    };
}
