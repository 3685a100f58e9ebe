using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallSummary.Storage.Migrations.PostgreSQL
{
    /// <inheritdoc />
    public partial class Summaries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "FailedAttempts",
                table: "Summaries",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RetryAt",
                table: "Summaries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Risk",
                table: "Calls",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SummaryFeedback",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CallId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "integer", nullable: false),
                    Rating = table.Column<int>(type: "integer", nullable: true),
                    CorrectionJson = table.Column<string>(type: "text", nullable: true),
                    MayImprove = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummaryFeedback", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SummaryFeedback_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Summaries_RetryAt",
                table: "Summaries",
                column: "RetryAt");

            migrationBuilder.CreateIndex(
                name: "IX_SummaryFeedback_CallId",
                table: "SummaryFeedback",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_SummaryFeedback_TenantId_CreatedAt",
                table: "SummaryFeedback",
                columns: new[] { "TenantId", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SummaryFeedback");

            migrationBuilder.DropIndex(
                name: "IX_Summaries_RetryAt",
                table: "Summaries");

            migrationBuilder.DropColumn(
                name: "FailedAttempts",
                table: "Summaries");

            migrationBuilder.DropColumn(
                name: "RetryAt",
                table: "Summaries");

            migrationBuilder.DropColumn(
                name: "Risk",
                table: "Calls");
        }
    }
}
